-- M1011: Contacts of the period inside their course, attended or unplanned and no follow-up, that were
-- integrated with care for a long-term condition, as a percentage of all such contacts.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when seen_in_course and integrated then contacts else 0 end) as numerator,
  sum(case when seen_in_course then contacts else 0 end) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
