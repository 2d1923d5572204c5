-- Views that every connection of newsbeam has beside the datasets themselves.
-- Each begins with what one row of it is. Offsets count Unicode code points of articles.source_text, half-open.

-- One row is one published article, without its long texts.
CREATE VIEW current_articles AS
SELECT
    article_id, published_date, published_month, source_uri, outlet, page_type, headline, bylines, dateline, agencies, published_at, updated_at,
    language, word_count, segment_count, boilerplate_ratio
FROM articles;

-- One row is one article with the text of its story alone: no menu, no caption, no teaser.
CREATE VIEW body_text AS
SELECT article_id, published_date, outlet, source_uri, headline, word_count, body_text
FROM articles;

-- One row is one article, also one without any temporal expression, with how many it has and the days they cover.
CREATE VIEW times_per_article AS
SELECT
    a.article_id, a.published_date, a.outlet, a.source_uri, a.headline,
    count(t.time_id) AS times,
    count(t.start_date) AS dated,
    count(t.time_id) - count(t.start_date) AS undated,
    count(*) FILTER (WHERE t.start_date > a.published_date) AS ahead,
    min(t.start_date) AS earliest_date,
    max(t.end_date) AS latest_date
FROM articles a LEFT JOIN times t USING (article_id)
GROUP BY ALL;

-- One row is one entity of one article: who or what it is, how often it is named, how it is written, what pronouns stand for it.
CREATE VIEW entities_by_article AS
SELECT
    e.article_id, e.published_date, a.outlet, a.source_uri, a.headline, e.entity_id, e.entity_type, e.name, e.role, e.organisation, e.age,
    e.country_code, e.geonames_id, e.mention_count, coalesce(m.written, []) AS written, coalesce(c.pronouns, 0) AS pronouns,
    coalesce(c.descriptions, 0) AS descriptions
FROM entities e
JOIN articles a USING (article_id)
LEFT JOIN (SELECT entity_id, list(DISTINCT text ORDER BY text) AS written FROM mentions GROUP BY 1) m USING (entity_id)
LEFT JOIN (
    SELECT entity_id, count(*) FILTER (WHERE form = 'pronoun') AS pronouns, count(*) FILTER (WHERE form = 'nominal') AS descriptions
    FROM coreferences GROUP BY 1
) c USING (entity_id);

-- One row is one person of one article, with the role the article gives and how many statements are theirs.
CREATE VIEW people AS
SELECT
    e.article_id, e.published_date, e.outlet, e.source_uri, e.headline, e.entity_id, e.name, e.role, e.organisation, e.age, e.mention_count,
    e.written, coalesce(s.statements, 0) AS statements
FROM entities_by_article e
LEFT JOIN (SELECT speaker_entity_id AS entity_id, count(*) AS statements FROM statements GROUP BY 1) s USING (entity_id)
WHERE e.entity_type = 'PERSON';

-- One row is one place in a text that stands for an entity: a name ('name'), a pronoun or a description ('nominal').
CREATE VIEW references_to_entities AS
SELECT r.article_id, r.published_date, r.char_start, r.char_end, r.text, r.form, r.entity_id, e.name, e.entity_type, r.in_body, r.sentence
FROM (
    SELECT article_id, published_date, char_start, char_end, text, 'name' AS form, entity_id, in_body, sentence FROM mentions
    UNION ALL BY NAME
    SELECT article_id, published_date, char_start, char_end, text, form, entity_id, in_body, sentence FROM coreferences
) r
JOIN (SELECT entity_id, name, entity_type FROM entities) e USING (entity_id);

-- One row is one thing somebody said, wrote, believes or intends: who, in which role, how, and what. Null is what the article does not say:
-- speaker_name is null where the speaker could not be resolved, speaker_text is the speaker as written ("she").
CREATE VIEW who_said_what AS
SELECT
    s.article_id, s.published_date, a.outlet, a.source_uri, a.headline, s.statement_id, s.form, s.speaker_name, s.speaker_role, s.speaker_text,
    s.speaker_basis, s.speaker_entity_id, s.stance, s.hedged, s.negated, s.cue_text AS cue,
    array_to_string([substring(s.content_text, p.start - s.content_start + 1, p."end" - p.start) FOR p IN s.content_spans], ' ') AS content,
    s.medium, s.occasion, s.content_start, s.content_end, s.content_text, s.content_spans, s.marks_unbalanced, s.segment_index, s.in_body,
    s.sentence
FROM statements s JOIN articles a USING (article_id);

-- A piece of a quotation without the mark at either end.
CREATE MACRO without_marks(piece) AS regexp_replace(piece, '^[\x22''`“”„‟«»‘’‚‹›]|[\x22''“”‟«»‘’‹›]$', '', 'g');

-- One row is one quotation in direct speech; `quote` is its pieces without cue and speaker, and without the marks around each.
CREATE VIEW quotes AS
SELECT
    article_id, published_date, outlet, source_uri, headline, statement_id, speaker_name, speaker_role, speaker_text, speaker_basis,
    speaker_entity_id, cue, stance,
    array_to_string(
        [without_marks(substring(content_text, p.start - content_start + 1, p."end" - p.start)) FOR p IN content_spans], ' '
    ) AS quote,
    medium, occasion, content_start, content_end, content_text, content_spans, marks_unbalanced, segment_index, in_body, sentence
FROM who_said_what
WHERE form = 'direct';

-- One row is one place of the gazetteer in one article, where it has coordinates, with how often and how it is named there.
-- A demonym ("Kenyan") and a capital that stands for its government ("Moscow said") do not say where something happened: see as_location.
CREATE VIEW places_on_map AS
SELECT
    p.article_id, p.published_date, a.outlet, a.source_uri, a.headline, p.name, p.feature, p.country_code, p.admin1, p.geonames_id, p.latitude,
    p.longitude, p.population,
    count(*) AS named,
    count(*) FILTER (WHERE p.place_use = 'location') AS as_location,
    count(*) FILTER (WHERE p.place_use = 'demonym') AS as_demonym,
    count(*) FILTER (WHERE p.place_use = 'metonym') AS as_metonym,
    count(*) FILTER (WHERE p.place_use = 'in_name') AS in_name,
    list(DISTINCT p.text ORDER BY p.text) AS written,
    min(p.confidence) AS least_confidence
FROM places p JOIN articles a USING (article_id)
WHERE p.resolution = 'resolved' AND p.latitude IS NOT NULL
GROUP BY ALL;

-- One row is one dated temporal expression with its sentence, in the order of the days (a day before the month that holds it).
CREATE VIEW timeline AS
SELECT
    t.start_date, t.end_date, t.text, t.timex_type, t.timex_value, t.timex_mod, t.anchor, t.sentence, t.article_id, t.published_date,
    a.outlet, a.source_uri, a.headline, t.time_id, t.char_start, t.char_end, t.segment_index, t.in_body
FROM times t JOIN articles a USING (article_id)
WHERE t.start_date IS NOT NULL
ORDER BY t.start_date, t.end_date, t.timex_value, t.published_date, t.article_id, t.char_start;

-- One row is one amount: a number, its direction, and what it is of (currency, unit, or the things counted). Vague amounts have no value.
CREATE VIEW amounts AS
SELECT
    q.article_id, q.published_date, a.outlet, a.source_uri, a.headline, q.text, q.modifier, q.value_min, q.value_max, q.currency,
    q.currency_basis, q.unit, q.dimension, q.counted, coalesce(q.currency, q.unit, q.counted) AS of_what, q.quantity_id, q.char_start,
    q.char_end, q.segment_index, q.in_body, q.sentence
FROM quantities q JOIN articles a USING (article_id);

-- One row is one amount of money in a known currency; currency_basis says whether the text names it or the article implies it.
CREATE VIEW money AS
SELECT
    article_id, published_date, outlet, source_uri, headline, text, currency, currency_basis, modifier, value_min, value_max, quantity_id,
    char_start, char_end, segment_index, in_body, sentence
FROM amounts
WHERE currency IS NOT NULL;

-- One row is one thing that the article reports, with names for who did it to whom, where, and by whose account. modality says whether it
-- happened, is planned, is possible or is denied; several rows with one event_key are one real event told several times.
CREATE VIEW what_happened AS
SELECT
    e.article_id, e.published_date, a.outlet, a.source_uri, a.headline, e.event_id, e.event_key, e.is_main, e.text, e.event_type, e.mode,
    e.cameo_root, e.incident_type, e.modality, coalesce(actor.name, e.actor_text) AS actor, actor.entity_type AS actor_type,
    coalesce(target.name, e.target_text) AS target, target.entity_type AS target_type, e.actor_text, e.target_text, e.actor_entity_id,
    e.target_entity_id, e.start_date, e.end_date, e.date_basis, coalesce(p.name, p.text) AS place, p.country_code, p.latitude, p.longitude,
    coalesce(s.speaker_name, s.speaker_text) AS reported_by, e.statement_id, e.char_start, e.char_end, e.segment_index, e.in_body, e.sentence
FROM events e
JOIN articles a USING (article_id)
LEFT JOIN (SELECT entity_id, name, entity_type FROM entities) actor ON actor.entity_id = e.actor_entity_id
LEFT JOIN (SELECT entity_id, name, entity_type FROM entities) target ON target.entity_id = e.target_entity_id
LEFT JOIN (SELECT place_id, name, text, country_code, latitude, longitude FROM places) p ON p.place_id = e.place_id
LEFT JOIN (SELECT statement_id, speaker_name, speaker_text FROM statements) s ON s.statement_id = e.statement_id;

-- One row is one report of a human toll, with where and in which event, and by whose count. A part of a toll (part_of) is in the whole already.
CREATE VIEW tolls AS
SELECT
    c.article_id, c.published_date, a.outlet, a.source_uri, a.headline, c.casualty_id, c.outcome, c.text, c.count_min, c.count_max, c.modifier,
    c.victims, c.status, c.is_background, c.source_name, c.part_of, c.start_date, c.end_date, c.date_basis, coalesce(p.name, p.text) AS place, p.country_code,
    p.latitude, p.longitude, c.event_id, e.event_key, e.event_type, e.incident_type, coalesce(e.is_main, false) AS of_main_event,
    c.statement_id, c.char_start, c.char_end, c.segment_index, c.in_body, c.sentence
FROM casualties c
JOIN articles a USING (article_id)
LEFT JOIN (SELECT place_id, name, text, country_code, latitude, longitude FROM places) p ON p.place_id = c.place_id
LEFT JOIN (SELECT event_id, event_key, event_type, incident_type, is_main FROM events) e ON e.event_id = c.event_id;

-- Whether the words for those who were killed or hurt name people who attack, or people whom they attack.
CREATE MACRO names_attackers(victims) AS regexp_matches(
    lower(victims),
    '\b(assailant|attacker|bandit|bomber|extremist|fighter|guerr?illa|gunm[ae]n|insurgent|jihadist|kidnapper|militant|rebel|separatist|terrorist)s?\b'
);
CREATE MACRO names_attacked(victims) AS regexp_matches(
    lower(victims),
    '\b(child|civilian|girl|boy|farmer|guard|marine|officer|passenger|patient|personnel|pilgrim|police|policem[ae]n|resident|sailor|servicem[ae]n|'
    || 'soldier|student|teacher|troop|villager|wom[ae]n|worker|worshipper)(s|ren)?\b'
);

-- One row is one article, with how many were killed and injured in what it is about, as a careful reader would answer. Null is what the
-- article does not say; 0 is a report that there was nobody. It rests on reports that the article stands by (status 'current', else
-- 'unconfirmed'), that are no part of another one and no background: those that say what the headline says, where it has a number, then the
-- headline's own, then those of the main event, where there are any. The one that is told first decides, with a number if any has one, 0 last; of
-- several reports of the same event it is the largest, they are not added; of "at least" and "more than" a later number near it.
-- Of a fight the dead of the other side, those of the main event and the same days, are added ("six soldiers", "five rebels": 11).
-- `killed_rows` and `injured_rows` are the casualty_ids it rests on.
CREATE VIEW article_toll AS
WITH stood_by AS (
    SELECT t.*, NOT t.in_body AS is_headline
    FROM tolls t LEFT JOIN segments s ON s.article_id = t.article_id AND s.segment_index = t.segment_index
    WHERE
        t.status IN ('current', 'unconfirmed') AND (t.in_body OR s.kind = 'headline') AND t.part_of IS NULL AND NOT t.is_background
        AND t.outcome IN ('killed', 'injured')
), headlines AS (
    SELECT article_id, outcome, max(count_max) AS most, bool_or(modifier IN ('at_least', 'more_than')) AS is_open
    FROM stood_by
    WHERE is_headline AND count_max > 0
    GROUP BY ALL
), reports AS (
    SELECT
        r.article_id, r.outcome, casualty_id, event_key, char_start, count_min, count_max, modifier, source_name, of_main_event, start_date, end_date,
        status, names_attackers(victims) AS of_attackers, names_attacked(victims) AS of_attacked,
        CASE
            WHEN is_headline THEN if(count_max > 0, 4, 16)
            WHEN count_max = most OR (is_open AND count_min BETWEEN most AND 2 * most) THEN 0
            ELSE 8
        END + if(status = 'current', 0, 2) + if(of_main_event, 0, 1) + if(count_max IS NULL, 4, 0) AS distance,
        event_type IS NULL AND coalesce(incident_type, 'death') IN ('death', 'injury') AS is_of_any_event
    FROM stood_by r LEFT JOIN headlines USING (article_id, outcome)
), firsts AS (
    SELECT * FROM reports
    QUALIFY row_number() OVER (PARTITION BY article_id, outcome ORDER BY distance, count_max = 0, char_start, casualty_id) = 1
), same AS (
    SELECT r.*
    FROM reports r JOIN firsts f USING (article_id, outcome)
    WHERE
        r.casualty_id = f.casualty_id OR (r.distance = f.distance AND r.event_key = f.event_key)
        OR (
            f.modifier IN ('at_least', 'more_than') AND r.modifier != 'at_most' AND r.count_min >= f.count_max AND r.count_max <= 1.5 * f.count_max
            AND r.distance // 2 = f.distance // 2 AND (r.event_key = f.event_key OR r.is_of_any_event)
        )
), largest AS (
    SELECT * FROM same QUALIFY coalesce(count_max, -1) = max(coalesce(count_max, -1)) OVER (PARTITION BY article_id, outcome)
), opponents AS (
    SELECT r.*, r.of_attackers AND r.of_attacked AS of_both
    FROM reports r JOIN firsts f USING (article_id, outcome)
    WHERE
        f.of_attackers != f.of_attacked AND (r.of_attackers != f.of_attackers OR r.of_attacked != f.of_attacked)
        AND (r.of_attackers OR r.of_attacked) AND r.count_max > if(r.of_attackers AND r.of_attacked, f.count_max, 0) AND f.count_max > 0
        AND r.of_main_event AND f.of_main_event AND r.status = f.status
        AND coalesce(r.start_date = f.start_date AND r.end_date = f.end_date, true)
    QUALIFY row_number() OVER (PARTITION BY r.article_id, r.outcome ORDER BY r.count_max DESC, r.char_start, r.casualty_id) = 1
), one_side AS (
    SELECT
        article_id, outcome, min(count_min) AS least, max(count_max) AS most, arg_min(modifier, casualty_id) AS modifier,
        list(source_name) AS sources, list(casualty_id) AS rows
    FROM largest
    GROUP BY ALL
), answers AS (
    SELECT
        s.article_id, s.outcome, if(of_both, count_min, least + coalesce(count_min, 0)) AS least,
        if(of_both, count_max, most + coalesce(count_max, 0)) AS most,
        if(s.modifier = 'exact', coalesce(o.modifier, 'exact'), s.modifier) AS modifier,
        list_sort(list_distinct(list_append(sources, o.source_name))) AS sources,
        list_sort(if(o.casualty_id IS NULL, rows, list_distinct(list_append(rows, o.casualty_id)))) AS rows
    FROM one_side s LEFT JOIN opponents o USING (article_id, outcome)
)
SELECT
    a.article_id, a.published_date, a.outlet, a.source_uri, a.headline,
    k.least AS killed_min, k.most AS killed_max, k.modifier AS killed_modifier, coalesce(k.sources, []) AS killed_sources,
    coalesce(k.rows, []) AS killed_rows,
    i.least AS injured_min, i.most AS injured_max, i.modifier AS injured_modifier, coalesce(i.sources, []) AS injured_sources,
    coalesce(i.rows, []) AS injured_rows
FROM articles a
LEFT JOIN (SELECT * FROM answers WHERE outcome = 'killed') k USING (article_id)
LEFT JOIN (SELECT * FROM answers WHERE outcome = 'injured') i USING (article_id);

-- One row is one toll that can hardly be meant, with why; it stays in its dataset. More people than that have not met that fate at once in any
-- event of living memory, or it is zero and yet more than zero.
CREATE VIEW doubtful_tolls AS
SELECT
    *,
    CASE WHEN count_min > most THEN 'more than ' || most || ' ' || outcome ELSE 'none, and ' || modifier END AS doubt
FROM tolls
JOIN (
    VALUES
        ('killed', 2_000_000), ('injured', 2_000_000), ('harmed', 2_000_000), ('missing', 1_000_000), ('captured', 2_000_000), ('arrested', 1_000_000),
        ('rescued', 1_000_000), ('evacuated', 20_000_000), ('displaced', 150_000_000)
) bounds(outcome, most) USING (outcome)
WHERE count_min > most OR (count_max = 0 AND modifier IN ('at_least', 'more_than', 'about'));

-- Text as GDELT's fields can hold it: a tab, a line break, `|` or `#` is a blank, so that lengths stay.
CREATE MACRO gkg_text(value) AS regexp_replace(coalesce(value, ''), '[|#\x00-\x1f\x7f\x{85}\x{2028}\x{2029}]', ' ', 'g');

-- One row is one article that quotes somebody directly, in the form of GDELT's Global Knowledge Graph 2.1, for those who migrate.
-- Columns are named as in GDELT's public table; Quotations is its field V2.1QUOTATIONS: blocks `offset|length|verb|quote` parted by `#`.
-- Here offset and length are exact, in code points, and cover the quote without its marks; a quotation interrupted by its cue gives a block
-- for each piece. QuotationSpeakers goes beyond GDELT: for each block, in the same order, `offset|length|speaker resolved|speaker as written`.
-- DATE is the day of publication (GDELT's is the time of its own crawl).
CREATE VIEW gkg_quotations AS
WITH pieces AS (
    SELECT
        article_id, cue, speaker_name, speaker_text, p.start AS piece_start,
        substring(content_text, p.start - content_start + 1, p."end" - p.start) AS piece
    FROM (SELECT *, unnest(content_spans) AS p FROM quotes)
), bare AS (
    SELECT
        article_id, without_marks(piece) AS quote, piece_start + if(starts_with(piece, without_marks(piece)), 0, 1) AS quote_start,
        gkg_text(cue) AS verb, gkg_text(speaker_name) AS speaker, gkg_text(speaker_text) AS as_written
    FROM pieces
), blocks AS (
    SELECT
        article_id,
        string_agg(concat_ws('|', quote_start, length(quote), verb, gkg_text(quote)), '#' ORDER BY quote_start, verb, speaker) AS quotations,
        string_agg(concat_ws('|', quote_start, length(quote), speaker, as_written), '#' ORDER BY quote_start, verb, speaker) AS speakers
    FROM bare
    WHERE quote <> ''
    GROUP BY 1
)
SELECT
    a.article_id,
    CAST(strftime(a.published_date, '%Y%m%d000000') AS BIGINT) AS "DATE",
    a.outlet AS "SourceCommonName",
    a.source_uri AS "DocumentIdentifier",
    b.quotations AS "Quotations",
    b.speakers AS "QuotationSpeakers"
FROM articles a JOIN blocks b USING (article_id);

-- One row is one article that counts people killed, injured, captured, arrested or otherwise affected, in the form of GDELT's Global Knowledge
-- Graph 2.1, for those who migrate. Counts is its field V1COUNTS: blocks of count type, number, what is counted, and location (type, full name,
-- country, first-level region, latitude, longitude, feature id), their fields parted by `#` and the blocks by `;`. V2Counts is V2.1COUNTS: the
-- same with the offset behind each, which is exact here, in code points. Countries are those of ISO 3166 and features those of GeoNames, where
-- GDELT has FIPS 10-4 and GNIS or GNS. CountSources goes beyond GDELT: for each block, in the same order, `offset|least|most|modifier|source`.
-- Reports that the article gives up or denies, background, parts of a toll that stands beside them, and reports of nobody are left out.
CREATE VIEW gkg_counts AS
WITH blocks AS (
    SELECT
        t.article_id, t.char_start, t.casualty_id,
        concat_ws(
            '#',
            CASE t.outcome WHEN 'killed' THEN 'KILL' WHEN 'injured' THEN 'WOUND' WHEN 'captured' THEN 'KIDNAP' WHEN 'arrested' THEN 'ARREST' ELSE 'AFFECT' END,
            t.count_min, replace(gkg_text(t.victims), ';', ' '),
            CASE
                WHEN p.name IS NULL THEN ''
                WHEN p.feature = 'country' THEN '1'
                WHEN p.feature = 'region' THEN if(p.country_code = 'US', '2', '5')
                ELSE if(p.country_code = 'US', '3', '4')
            END,
            replace(gkg_text(concat_ws(', ', p.name, if(p.feature = 'country', NULL, p.country_code))), ';', ' '),
            coalesce(p.country_code, ''), coalesce(p.country_code || p.admin1, p.country_code, ''), coalesce(CAST(p.latitude AS VARCHAR), ''),
            coalesce(CAST(p.longitude AS VARCHAR), ''), coalesce(CAST(p.geonames_id AS VARCHAR), '')
        ) AS block,
        concat_ws('|', t.char_start, t.count_min, t.count_max, t.modifier, replace(gkg_text(t.source_name), ';', ' ')) AS source
    FROM tolls t
    LEFT JOIN (
        SELECT c.casualty_id, p.name, p.feature, p.country_code, p.admin1, p.latitude, p.longitude, p.geonames_id
        FROM casualties c JOIN places p USING (place_id)
    ) p USING (casualty_id)
    WHERE t.status IN ('current', 'unconfirmed') AND t.part_of IS NULL AND NOT t.is_background AND t.in_body AND t.count_min > 0
)
SELECT
    a.article_id,
    CAST(strftime(a.published_date, '%Y%m%d000000') AS BIGINT) AS "DATE",
    a.outlet AS "SourceCommonName",
    a.source_uri AS "DocumentIdentifier",
    string_agg(b.block, ';' ORDER BY b.char_start, b.casualty_id) AS "Counts",
    string_agg(b.block || '#' || b.char_start, ';' ORDER BY b.char_start, b.casualty_id) AS "V2Counts",
    string_agg(b.source, ';' ORDER BY b.char_start, b.casualty_id) AS "CountSources"
FROM articles a JOIN blocks b USING (article_id)
GROUP BY ALL;

-- One row is one reason why inputs or single rows were left out, with how many and which.
CREATE VIEW rejects_by_reason AS
SELECT
    stage, reason,
    count(*) FILTER (WHERE row_json IS NULL) AS inputs,
    count(*) FILTER (WHERE row_json IS NOT NULL) AS single_rows,
    (min(source_uri || ': ' || detail)) AS example,
    max(rejected_at) AS last_rejected_at
FROM rejects
GROUP BY ALL;
