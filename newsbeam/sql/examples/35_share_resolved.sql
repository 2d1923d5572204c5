-- How much of each dataset is resolved: speakers to a name, times to a day, places to the gazetteer?
SELECT 'statements with a speaker by name' AS what, count(*) AS of_rows, round(100 * count(speaker_name) / count(*), 1) AS percent FROM statements
UNION ALL
SELECT 'quotations with a speaker by name', count(*), round(100 * count(speaker_name) / count(*), 1) FROM quotes
UNION ALL
SELECT 'dates and times with days', count(*), round(100 * count(start_date) / count(*), 1) FROM times WHERE timex_type IN ('DATE', 'TIME')
UNION ALL
SELECT 'places found in the gazetteer', count(*), round(100 * count(*) FILTER (WHERE resolution = 'resolved') / count(*), 1) FROM places
UNION ALL
SELECT 'amounts with a value', count(*), round(100 * count(value_min) / count(*), 1) FROM quantities;
