-- Who promised, intends or demands something for a day to come?
SELECT t.start_date, coalesce(s.speaker_name, s.speaker_text) AS speaker, s.stance, t.text AS when_said, s.content, s.source_uri
FROM who_said_what s
JOIN times t ON t.article_id = s.article_id AND t.char_start >= s.content_start AND t.char_end <= s.content_end
WHERE t.start_date > s.published_date
ORDER BY t.start_date, s.source_uri, s.content_start;
