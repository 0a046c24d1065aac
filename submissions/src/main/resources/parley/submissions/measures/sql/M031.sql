-- M031: Referrals whose first treatment was in the period.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when first_treatment between period_start and period_end then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
