-- M073: Referrals discharged in the period that were never seen.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when ended and times_seen = 0 then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
