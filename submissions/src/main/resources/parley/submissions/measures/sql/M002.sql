-- M002: Referrals received in the period whose source is the person (B1).
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when received between period_start and period_end and source = 'B1' then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
