-- M086: Contacts of the period attended on time, or late and before the professional was ready
-- (attendance 5).
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when attendance = '5' then contacts else 0 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
