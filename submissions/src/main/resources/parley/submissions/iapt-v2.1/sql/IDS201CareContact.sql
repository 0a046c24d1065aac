with medication as (
  select
    f.contact,
    f.value,
    row_number() over (partition by f.contact order by f.effective desc, f.key) as place
  from social_fact f
  where f.fact = 'psychotropic-medication'
    and f.status in ('final', 'amended', 'corrected')
)
select
  t.care_contact_id                              as CareContactId,
  t.service_request_id                           as ServiceRequestId,
  substr(t.start_date, 1, 10)                    as CareContDate,
  nullif(substr(t.start_date, 12, 8), '')        as CareContTime,
  coalesce(o.ods_code, t.course_commissioner)    as OrgIDComm,
  t.planned                                      as PlannedCareContIndicator,
  t.attendance                                   as AttendOrDNACode,
  t.cancellation                                 as Cancellation,
  -- A number that no contact lasts stays as it is, for a rule to find.
  case
    when cast(t.minutes as double) between -1000000 and 1000000
      then cast(cast(round(cast(t.minutes as double)) as bigint) as varchar(64))
    else t.minutes
  end                                            as ClinContDurOfCareCont,
  t.integrated_service                           as IAPTLTCServiceInd,
  t.appointment_type                             as AppType,
  t.mechanism                                    as ConsMechanism,
  t.programme                                    as IntEnabledTherProg,
  t.therapy_mode                                 as CareContPatientTherMode,
  t.participants                                 as NumGroupTherParticipants,
  t.facilitators                                 as NumGroupTherFacilitators,
  m.value                                        as PsychMed,
  coalesce(l.type_code, u.type_code)             as ActLocTypeCode,
  coalesce(l.site_code, u.site_code)             as SiteIDOfTreat,
  t.language                                     as LanguageCodeTreat,
  t.interpreter                                  as InterpreterPresentInd,
  case when t.key like 'Appointment/%' then t.key else 'Encounter/' || t.key end as resource
from contact_in_period t
left join organization o on o.key = t.commissioner
left join location l on l.key = t.location
left join location u on u.key = l.part_of
left join medication m on m.contact = t.key and m.place = 1
