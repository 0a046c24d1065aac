-- M023: Referrals whose first assessment was in the period.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when first_assessment between period_start and period_end then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
