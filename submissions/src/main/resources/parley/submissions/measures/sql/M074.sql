-- M074: Referrals discharged in the period that were seen at least once and had no treatment.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when ended and treatments = 0 and times_seen > 0 then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
