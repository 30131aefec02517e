namespace SocialConnect.Bench;

/// <summary>Questions that nobody asks in good faith.</summary>
internal static class HostileQuestions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "\0",
        "'; drop table initiative; --",
        "\\ % _ %% '' \"",
        "jardin & (partagé | !potager) <-> :*",
        "\"\"\"\"\"\"",
        "- -- --- -\"",
        "« »",
        "👩‍🌾🪴👨‍👩‍👧‍👦",
        "\u202Eהגינה המשותפת\u202C",
        "\uD800jardin\uDC00",
        "e\u0301\u0301\u0301\u0301",
        new string('a', 10_000),
        string.Join(' ', Enumerable.Range(0, 3_000).Select(i => $"mot{i}")),
        string.Concat(Enumerable.Repeat("-\"a b\" ", 1_000)),
        string.Concat(Enumerable.Repeat("jardin ", 2_000)),
    ];
}
