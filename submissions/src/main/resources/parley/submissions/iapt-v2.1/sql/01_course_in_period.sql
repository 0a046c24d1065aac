-- Courses of the provider in the period, with the referral they answer. Dates that are after the reporting
-- period are not known in it, so that a month made again later is the month it was. A referral that was taken
-- back or turned away and has no end is in no month: 07_lost_record says so.
create table course_in_period as
select
  c.key                                  as course,
  c.patient                              as patient,
  c.referral                             as referral,
  kr.local_key                           as service_request_id,
  kp.local_key                           as local_patient_id,
  substr(c.start_date, 1, 10)            as received,
  case when substr(c.end_date, 1, 10) <= s.period_end then substr(c.end_date, 1, 10) end as discharged,
  case when substr(c.end_date, 1, 10) <= s.period_end then c.end_code end                as end_code,
  coalesce(o.ods_code, c.commissioner_ods) as commissioner,
  c.previously_diagnosed                 as previously_diagnosed,
  c.long_term_service                    as long_term_service,
  r.source                               as source
from provider_course c
cross join submission s
join local_key kp on kp.kind = 'Patient' and kp.key = c.patient
join local_key kr on kr.kind = 'EpisodeOfCare' and kr.key = c.key
left join referral r on r.key = c.referral
left join organization o on o.key = c.commissioner
where substr(c.start_date, 1, 10) <= s.period_end
  and not (
    c.end_date is null
    and (
      c.status = 'cancelled'
      or (c.status in ('planned', 'waitlist') and coalesce(r.status, '') = 'revoked')
    )
  )
  and (
    c.end_date is null
    -- A month or a year alone may be in the period, for a rule to find.
    or substr(c.end_date, 1, 10) >= substr(s.period_start, 1, length(c.end_date))
    or exists (
      select 1 from contact_of_period t where t.course = c.key and t.appointment_type = '06'
    )
    -- An answer of the patient experience questionnaire is let in after the discharge (IDS10129).
    or exists (
      select 1
      from score_course q
      join score o on o.key = q.score
      where q.course = c.key and o.status in ('final', 'amended', 'corrected')
        and substr(q.effective, 1, 10) between s.period_start and s.period_end
        and o.tool in (
          '747861000000100', '747871000000107', '747881000000109', '904691000000103',
          '747891000000106', '747901000000107', '747911000000109', '747921000000103',
          '747931000000101', '747941000000105', '747951000000108'
        )
    )
  );
