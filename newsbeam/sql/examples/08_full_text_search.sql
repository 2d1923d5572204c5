-- In which paragraphs do two words stand together (here "police" and "shot" or "shots"), with the sentence around?
SELECT a.published_date, a.source_uri, s.segment_index, s.char_start, s.text
FROM segments s JOIN current_articles a USING (article_id)
WHERE s.in_body AND regexp_matches(s.text, '\bpolice\b', 'i') AND regexp_matches(s.text, '\bshots?\b', 'i')
ORDER BY a.published_date, a.source_uri, s.segment_index;
