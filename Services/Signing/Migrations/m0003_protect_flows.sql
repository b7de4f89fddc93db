-- What belongs to a flow is seen by whoever sees the flow: its own policy decides.
ALTER TABLE signers ENABLE ROW LEVEL SECURITY;
ALTER TABLE signers FORCE ROW LEVEL SECURITY;
CREATE POLICY with_flow ON signers
    USING (EXISTS (SELECT FROM flows WHERE flows.contract_id = signers.contract_id));

ALTER TABLE evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY with_flow ON evidence
    USING (EXISTS (SELECT FROM flows WHERE flows.contract_id = evidence.contract_id));

-- Revocations are public: the list of them is made for anybody.
ALTER TABLE certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE certificates FORCE ROW LEVEL SECURITY;
CREATE POLICY with_flow_or_revoked ON certificates
    USING (
        revoked_at IS NOT NULL
        OR EXISTS (SELECT FROM flows WHERE flows.contract_id = certificates.contract_id)
    )
    WITH CHECK (EXISTS (SELECT FROM flows WHERE flows.contract_id = certificates.contract_id));

-- A willingness check is its signer's alone; the other side has no use for it.
ALTER TABLE willingness ENABLE ROW LEVEL SECURITY;
ALTER TABLE willingness FORCE ROW LEVEL SECURITY;
CREATE POLICY own_account ON willingness
    USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid);
