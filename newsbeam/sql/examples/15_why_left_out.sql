-- What was left out, and why?
SELECT reason, stage, inputs, single_rows, example
FROM rejects_by_reason
ORDER BY inputs DESC, reason;
