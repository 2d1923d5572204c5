-- Who denies, disputes or admits what, and who declines to speak?
SELECT published_date, coalesce(speaker_name, speaker_text) AS speaker, stance, negated, cue, content, source_uri
FROM who_said_what
WHERE stance IN ('denied', 'admitted', 'declined') OR negated
ORDER BY published_date, source_uri, content_start;
