-- A second wall behind the scope every statement carries: a row is seen and written only by a transaction that was
-- begun for its institution, also by the owner of the tables. Without a setting nothing is seen.
CREATE FUNCTION wall_institutions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    open_table TEXT;
BEGIN
    FOR open_table IN
        SELECT c.relname FROM pg_class c
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'institution_id' AND NOT a.attisdropped
         WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
           AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_institution')
         ORDER BY c.relname
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', open_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', open_table);
        EXECUTE format(
            'CREATE POLICY own_institution ON %I USING (
                CASE current_setting(''solits.institution'', true)
                    WHEN ''all'' THEN true
                    WHEN '''' THEN false
                    ELSE institution_id = CAST(current_setting(''solits.institution'', true) AS BIGINT)
                END)',
            open_table);
    END LOOP;
END $$;
SELECT wall_institutions();
