-- M088: Contacts of the period to which the patient came too late to be seen (attendance 7).
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when attendance = '7' then contacts else 0 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
