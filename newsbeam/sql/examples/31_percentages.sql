-- Which percentages and percentage points are stated, and by how much do they move?
SELECT dimension, value_min, value_max, modifier, text, sentence, source_uri
FROM amounts
WHERE dimension IN ('percentage', 'percentage_point')
ORDER BY dimension, value_max DESC NULLS LAST, source_uri, char_start;
