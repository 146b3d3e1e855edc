#!/usr/bin/env python3
"""The resource catalogue as others read it: JSON-LD expanded by rdflib, asked in SPARQL for what DCAT 3 wants of a catalogue.

    catalogue_check.py [path of huimin]
"""
import re
import sys
import urllib.request

from rdflib import DCAT, DCTERMS, RDF, Graph

from site_of_city import City, ROOT, Tally

WANTED = {
    "title": "dct:title", "description": "dct:description", "identifier": "dct:identifier", "provider": "dct:publisher/foaf:name",
    "provider's code": "dct:publisher/dct:identifier", "class": "dcat:theme/skos:prefLabel", "cycle": "dct:accrualPeriodicity",
    "access": "dct:accessRights", "terms": "dct:rights/rdfs:label", "day of issue": "dct:issued", "version": "dcat:version",
}
PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX csvw: <http://www.w3.org/ns/csvw#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""


def described():
    """What the department files say: names of published resources with their fields, and the columns that stay inside."""
    resources, columns = {}, set()
    for path in sorted((ROOT / "City/departments").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        columns |= set(re.findall(r"\{ 列: ([^,} ]+)", text))
        shared = text.split("\n资源:\n")[1].split("\n不予共享:\n")
        for name, body in re.findall(r"^  (\S+):\n((?:    .*\n|\n)+)", "\n".join(shared) + "\n", re.M):
            if "    编制: 草稿" not in body:
                resources[name] = re.findall(r"^      (\S+?):\s+\{ 列:", body, re.M)
    return resources, columns


def main():
    tally, city = Tally(), City(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/release/huimin"))
    try:
        with urllib.request.urlopen(city.address + "/resources/catalogue.jsonld", timeout=30) as answer:
            kind, text = answer.headers.get_content_type(), answer.read().decode()
        tally.check(kind == "application/ld+json", "the document's type")
        graph = Graph().parse(data=text, format="json-ld")
        datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
        catalogues = set(graph.subjects(RDF.type, DCAT.Catalog))
        tally.check(len(catalogues) == 1 and set(graph.objects(catalogues.pop(), DCAT.dataset)) == datasets, "one catalogue of all")
        publishers = set(graph.objects(None, DCTERMS.publisher))
        tally.check(len(datasets) >= 12 and len(publishers) >= 8, f"{len(datasets)} resources of {len(publishers)} departments")
        for what, path in WANTED.items():
            rows = list(graph.query(PREFIXES + f"SELECT ?set WHERE {{ ?set a dcat:Dataset . FILTER NOT EXISTS {{ ?set {path} ?x }} }}"))
            tally.check(not rows, f"every resource has its {what}: {[str(row[0]) for row in rows]}")
        resources, columns = described()
        for name, fields in resources.items():
            found = graph.query(PREFIXES + f"""SELECT ?field WHERE {{ ?set dct:title "{name}"@zh-Hans .
                OPTIONAL {{ ?set dct:conformsTo/csvw:column/rdf:rest*/rdf:first/csvw:name ?field }} }}""")
            tally.check(sorted(str(row[0]) for row in found if row[0]) == sorted(fields), f"the fields of {name}")
        tally.check(len(resources) == len(datasets), "drafts are not in it, all else is")
        leaked = {column for column in columns if column.isascii() and f'"{column}"' in text}
        tally.check(not leaked, f"where departments keep it stays inside: {leaked}")
        tally.check("SELECT" not in text and "127.0.0.1:87" not in text, "no statement and no address of a department")
        for dataset in datasets:
            path = "/resources/" + str(dataset).rsplit("/", 1)[1]
            with urllib.request.urlopen(city.address + path, timeout=30) as answer:
                tally.check(answer.status == 200, f"{path} can be opened")
    finally:
        city.close()
    tally.close()


if __name__ == "__main__":
    main()
