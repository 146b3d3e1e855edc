import Web

/// The big question of the first page and of the results.
struct SearchBox: Component {
    var query = ""

    func html(in context: PageContext) -> HTML {
        """
        <form class="ask" role="search" method="get" action="\(SitePath.search(nil).text)">\
        <input type="search" name="\(FormName.query)" maxlength="200" autocomplete="off" enterkeyhint="search" \
        aria-label="\(context.say(HomeCopy.searchLabel))" placeholder="\(context.say(HomeCopy.placeholder))"\
        \(attribute: "value", query.isEmpty ? nil : query)>\
        <button type="submit">\(context.say(HomeCopy.search))</button></form>
        """
    }
}
