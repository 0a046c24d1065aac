-- Every person with the NHS number they have now and each that they ever had; once for who has none.
select p.key, n.nhs_number, p.nhs_number as current_number, n.key is not null as listed
from patient p
left join patient_nhs_number n on n.key = p.key
