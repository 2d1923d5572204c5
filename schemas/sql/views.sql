-- Views that every connection of newsbeam has beside the datasets themselves.

CREATE VIEW current_articles AS
SELECT article_id, published_date, source_uri, outlet, page_type, headline, bylines, dateline, agencies, word_count, published_month
FROM articles;

CREATE VIEW body_text AS
SELECT article_id, published_date, source_uri, headline, body_text FROM articles;
