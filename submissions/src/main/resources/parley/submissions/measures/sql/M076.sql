-- M076: Referrals discharged in the period with two treatments or more.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
