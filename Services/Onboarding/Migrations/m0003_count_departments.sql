-- How many work in a department, and how many in none.
CREATE INDEX employees_by_department ON employees (enterprise_id, department_id) WHERE status <> 'left';

-- What is asked for once is compared with every row; a plain call would be made for each.
DROP POLICY own_enterprise ON departments;
CREATE POLICY own_enterprise ON departments
    USING (enterprise_id = (SELECT nullif(current_setting('app.enterprise_id', true), '')::uuid));
DROP POLICY own_enterprise ON employees;
CREATE POLICY own_enterprise ON employees
    USING (enterprise_id = (SELECT nullif(current_setting('app.enterprise_id', true), '')::uuid));
DROP POLICY own_enterprise_or_own ON submissions;
CREATE POLICY own_enterprise_or_own ON submissions
    USING (
        enterprise_id = (SELECT nullif(current_setting('app.enterprise_id', true), '')::uuid)
        OR account_id = (SELECT nullif(current_setting('app.account_id', true), '')::uuid)
    );
