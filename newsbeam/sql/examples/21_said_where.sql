-- Where was it said: on which network, to whom, on what occasion?
SELECT lower(coalesce(medium, occasion)) AS said, count(*) AS statements, list(DISTINCT speaker_name ORDER BY speaker_name) AS speakers
FROM who_said_what
WHERE medium IS NOT NULL OR occasion IS NOT NULL
GROUP BY said
ORDER BY statements DESC, said;
