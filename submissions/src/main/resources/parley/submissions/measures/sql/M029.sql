-- M029: Referrals open at the end of the period without an assessment.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when first_assessment is null and discharged is null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
