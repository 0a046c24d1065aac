-- M087: Contacts of the period to which the patient came late and was seen (attendance 6).
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when attendance = '6' then contacts else 0 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
