-- M153: Referrals discharged in the period without a treatment.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when ended and first_treatment is null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
