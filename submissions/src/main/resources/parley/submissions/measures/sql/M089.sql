-- M089: Treatments of the courses finished in the period.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when finished_in_period then treatments else 0 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
