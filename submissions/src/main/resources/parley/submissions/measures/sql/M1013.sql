-- M1013: Mean minutes of internet-enabled therapy.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when finished_in_period and internet_minutes is not null then internet_minutes else 0 end) as numerator,
  count(case when finished_in_period and internet_minutes is not null then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
