-- Who criticises, warns, demands or alleges, and with what sentence?
SELECT published_date, stance, coalesce(speaker_name, speaker_text) AS speaker, speaker_role, content, sentence
FROM who_said_what
WHERE stance IN ('criticised', 'warned', 'demanded', 'alleged')
ORDER BY stance, published_date, article_id, content_start;
