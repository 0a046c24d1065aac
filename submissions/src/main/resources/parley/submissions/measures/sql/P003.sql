-- P003: Contacts of the period to which the patient did not come, as a percentage of those that were
-- kept or missed.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when attendance in ('3', '7') then contacts else 0 end) as numerator,
  sum(case when attendance in ('3', '5', '6', '7') then contacts else 0 end) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
