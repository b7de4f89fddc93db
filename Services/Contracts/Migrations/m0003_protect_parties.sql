-- What belongs to a contract or a template is seen by whoever sees that: the parent's own policy decides.
ALTER TABLE parties ENABLE ROW LEVEL SECURITY;
ALTER TABLE parties FORCE ROW LEVEL SECURITY;
CREATE POLICY with_contract ON parties
    USING (EXISTS (SELECT FROM contracts WHERE contracts.id = parties.contract_id));

ALTER TABLE template_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE template_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY with_template ON template_versions
    USING (EXISTS (SELECT FROM templates WHERE templates.id = template_versions.template_id));
