-- Written by `python -m pipeline.evidence` from the registry in transforms/text/families.py; change that, not this file.

-- One row is one fact of any dataset with its sentence, so that it can be judged: what it is, where it stands, what was made of it.
CREATE VIEW evidence AS
SELECT f.*, a.outlet, a.source_uri, a.headline
FROM (
    SELECT 'mentions' AS dataset, mention_id AS fact_id, article_id, published_date, char_start AS char_start,
        char_end AS char_end, text AS text,
        f.entity_type AS reading,
        in_body, sentence
    FROM mentions f
    UNION ALL
    SELECT 'coreferences' AS dataset, entity_id AS fact_id, article_id, published_date, char_start AS char_start,
        char_end AS char_end, text AS text,
        (SELECT e.name FROM entities e WHERE e.entity_id = f.entity_id) AS reading,
        in_body, sentence
    FROM coreferences f
    UNION ALL
    SELECT 'times' AS dataset, time_id AS fact_id, article_id, published_date, char_start AS char_start,
        char_end AS char_end, text AS text,
        concat_ws(' ', f.timex_value, f.timex_mod) AS reading,
        in_body, sentence
    FROM times f
    UNION ALL
    SELECT 'quantities' AS dataset, quantity_id AS fact_id, article_id, published_date, char_start AS char_start,
        char_end AS char_end, text AS text,
        concat_ws(' ', f.modifier, f.value_min, CASE WHEN f.value_max <> f.value_min THEN f.value_max END, coalesce(f.currency, f.unit), f.counted) AS reading,
        in_body, sentence
    FROM quantities f
    UNION ALL
    SELECT 'places' AS dataset, place_id AS fact_id, article_id, published_date, char_start AS char_start,
        char_end AS char_end, text AS text,
        concat_ws(', ', f.place_use, coalesce(f.name, f.resolution), f.admin1, f.country_code) AS reading,
        in_body, sentence
    FROM places f
    UNION ALL
    SELECT 'statements' AS dataset, statement_id AS fact_id, article_id, published_date, content_start AS char_start,
        content_end AS char_end, content_text AS text,
        concat_ws(' ', coalesce(f.speaker_name, f.speaker_text, 'nobody named'), f.stance) AS reading,
        in_body, sentence
    FROM statements f
    UNION ALL
    SELECT 'events' AS dataset, event_id AS fact_id, article_id, published_date, char_start AS char_start,
        char_end AS char_end, text AS text,
        concat_ws(' ', f.modality, coalesce(f.event_type, f.incident_type), 'by', coalesce(f.actor_text, 'nobody named'), CASE WHEN f.target_text IS NOT NULL THEN 'to ' || f.target_text END, f.start_date) AS reading,
        in_body, sentence
    FROM events f
    UNION ALL
    SELECT 'casualties' AS dataset, casualty_id AS fact_id, article_id, published_date, char_start AS char_start,
        char_end AS char_end, text AS text,
        concat_ws(' ', f.status, f.outcome, f.modifier, f.count_min, CASE WHEN f.count_max <> f.count_min THEN f.count_max END, f.victims, 'by', coalesce(f.source_name, 'nobody named')) AS reading,
        in_body, sentence
    FROM casualties f
) f
JOIN articles a USING (article_id);
