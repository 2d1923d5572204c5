-- Which videos and recordings lie in the pages, and how long are they?
SELECT s.published_date, a.source_uri, s.kind, s.media_duration_seconds AS seconds, s.media_title, s.media_description
FROM segments s JOIN current_articles a USING (article_id)
WHERE s.kind IN ('video', 'audio')
ORDER BY seconds DESC NULLS LAST, a.source_uri, s.segment_index;
