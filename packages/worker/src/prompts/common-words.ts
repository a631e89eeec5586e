// 256 common short English words. In the vocabularies of today's tokenizers each of them, with the
// space before it, is one token: a text of n of these words is a prompt of about n tokens.

/** The words; their number is a power of two, so that a random word is eight bits. */
export const commonWords: readonly string[] = `
  able about above act add after again age ago air all also always and animal answer any area arm art
  ask away baby back bad ball bank base bear beat bed before begin best better big bird black blood blue
  board boat body book both box boy bring brother build burn bus busy buy call camp car card care carry
  case cat catch cause cell center chair chance change check child choose church city class clean clear
  climb clock close cloud coat cold color come cook cool copy corn cost count country course cover cow
  cross cry cup cut dance dark day dead deal dear deep desk dog door down draw dream dress drink drive
  drop dry duck early earth east easy eat edge egg end enemy even every eye face fact fair fall family
  far farm fast fat father fear feed feel few field fight fill final find fine finger fire first fish
  five flat floor flow flower fly follow food foot force form four free fresh friend from front fruit
  full fun game garden gas gate get girl give glad glass goal gold good grass gray great green ground
  group grow guess gun hair half hall hand happy hard hat head hear heart heat heavy help here high hill
  history hit hold hole home hope horse hot hour house huge human hunt ice idea inside iron island job
  join jump just keep key kind king kitchen know lady lake land large last late laugh law lead learn
  leave left leg let letter life light`
  .trim()
  .split(/\s+/);
