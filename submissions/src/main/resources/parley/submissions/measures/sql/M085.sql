-- M085: Contacts of the period cancelled or put off by the provider (attendance 4).
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when attendance = '4' then contacts else 0 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
