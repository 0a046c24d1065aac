-- P004: Referrals discharged in the period with two treatments or more, as a percentage of referrals
-- discharged in the period.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period then 1 end) as numerator,
  count(case when ended then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
