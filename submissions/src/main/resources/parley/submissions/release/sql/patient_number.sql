-- Every person with each of their NHS numbers; once without a number for who has none.
select p.key, n.nhs_number
from patient p
left join patient_nhs_number n on n.key = p.key
