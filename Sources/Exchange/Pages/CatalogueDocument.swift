import Kernel

/// 目录文件 — the published catalogue in DCAT 3 as JSON-LD, for portals and programs of others. Fields stand in it as columns
/// of CSV on the Web, without where a department keeps them.
struct CatalogueDocument {
    /// Where the site is reached from outside.
    let origin: String
    let entries: [(entry: ResourceEntry, history: [CatalogueRecord])]
    /// By the resource's name.
    let quality: [String: ResourceQuality]

    var json: JSON {
        [
            "@context": Self.vocabularies, "@id": JSON("\(origin)/resources"), "@type": "dcat:Catalog",
            "dct:title": Self.chinese(ResourceCopy.title.chinese),
            "dct:description": Self.chinese(ResourceCopy.lead.chinese),
            "dct:language": "zh-Hans", "foaf:homepage": ["@id": JSON("\(origin)/resources")],
            "dcat:dataset": .array(entries.map { dataset($0.entry, $0.history) }),
        ]
    }

    private static let vocabularies: JSON = [
        "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
        "skos": "http://www.w3.org/2004/02/skos/core#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "csvw": "http://www.w3.org/ns/csvw#", "dqv": "http://www.w3.org/ns/dqv#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    ]

    private func dataset(_ entry: ResourceEntry, _ history: [CatalogueRecord]) -> JSON {
        let published = history.first { $0.state == .published }?.at
        var json: JSON = [
            "@id": JSON("\(origin)/resources/\(entry.code)"), "@type": "dcat:Dataset",
            "dct:identifier": JSON(entry.code),
            "dct:title": Self.chinese(entry.name), "dct:description": Self.chinese(entry.summary),
            "dct:publisher": Self.agent(entry.provider),
            "dcat:theme": ["@type": "skos:Concept", "skos:prefLabel": Self.chinese(entry.category.rawValue)],
            "dct:accrualPeriodicity": ["@id": JSON(Self.authority("frequency", Self.frequency(entry.updateCycle)))],
            // All of it is about persons: the catalogue is open, what it lists is not.
            "dct:accessRights": ["@id": JSON(Self.authority("access-right", "NON_PUBLIC"))],
            "dct:rights": ["@type": "dct:RightsStatement", "rdfs:label": Self.chinese(rights(entry.sharing))],
            "dcat:version": JSON(String(history.last?.sequence ?? 1)),
        ]
        json["dct:issued"] = published.map(Self.day)
        json["dct:modified"] = (history.last?.at).map(Self.day)
        json["dqv:hasQualityAnnotation"] = entry.quality.map {
            ["@type": "dqv:QualityAnnotation", "rdfs:label": Self.chinese($0)]
        }
        let measured = quality[entry.name].map { measurements($0, of: entry) } ?? []
        if !measured.isEmpty { json["dqv:hasQualityMeasurement"] = .array(measured) }
        if !entry.fields.isEmpty {
            json["dct:conformsTo"] = [
                "@type": ["dct:Standard", "csvw:Schema"],
                "csvw:column": ["@list": .array(entry.fields.map(Self.column))],
            ]
        }
        return json
    }

    /// Shares over everybody, in percent, of the last thirty days.
    private func measurements(_ quality: ResourceQuality, of entry: ResourceEntry) -> [JSON] {
        let measures: [(name: String, words: Phrase, value: Int?)] = [
            ("answered", QualityCopy.answeredShare, quality.answeredPercent),
            ("usable", QualityCopy.usableShare, quality.usablePercent),
        ]
        return measures.compactMap { measure in
            measure.value.map { value in
                [
                    "@type": "dqv:QualityMeasurement",
                    "dqv:computedOn": ["@id": JSON("\(origin)/resources/\(entry.code)")],
                    "dqv:isMeasurementOf": [
                        "@id": JSON("\(origin)/resources#\(measure.name)"), "@type": "dqv:Metric",
                        "skos:prefLabel": Self.chinese(measure.words.chinese),
                    ],
                    "dqv:value": ["@value": JSON(String(value)), "@type": "xsd:integer"],
                ]
            }
        }
    }

    private func rights(_ sharing: ResourceEntry.Sharing) -> String {
        [sharing.word, sharing.condition, sharing.basis].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: "；")
    }

    private static func agent(_ provider: Resource.Provider) -> JSON {
        [
            "@id": JSON("urn:uscc:\(provider.code)"), "@type": "foaf:Organization", "foaf:name": chinese(provider.name),
            "dct:identifier": JSON(provider.code),
        ]
    }

    private static func column(_ field: ResourceEntry.Field) -> JSON {
        var json: JSON = [
            "@type": "csvw:Column", "csvw:name": JSON(field.name), "csvw:datatype": JSON(datatype(field.kind)),
            "dct:type": chinese(field.isSensitive ? "敏感个人信息" : "个人信息"),
        ]
        json["dct:format"] = field.unit.map(chinese)
        return json
    }

    private static func datatype(_ kind: ResourceField.Kind) -> String {
        switch kind {
        case .date: "date"
        case .flag: "boolean"
        case .number, .money: "decimal"
        case .text, .choice, .division, .residentID, .phone, .bankAccount: "string"
        }
    }

    /// The European Union's code list of frequencies, which DCAT profiles share.
    private static func frequency(_ cycle: String) -> String {
        switch cycle {
        case "实时": "CONT"
        case "每日": "DAILY"
        case "每周": "WEEKLY"
        case "每月": "MONTHLY"
        case "每季度": "QUARTERLY"
        case "每年": "ANNUAL"
        default: "IRREG"
        }
    }

    private static func authority(_ list: String, _ code: String) -> String {
        "http://publications.europa.eu/resource/authority/\(list)/\(code)"
    }

    private static func chinese(_ text: String) -> JSON { ["@value": JSON(text), "@language": "zh-Hans"] }

    private static func day(_ instant: Instant) -> JSON {
        ["@value": JSON(instant.civilDate().description), "@type": "xsd:date"]
    }
}
