-- M084: Contacts of the period to which the patient did not come, without warning (attendance 3).
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when attendance = '3' then contacts else 0 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
