using SocialConnect.Bench;
using SocialConnect.Bench.Chat;
using SocialConnect.Bench.Classifying;
using SocialConnect.Bench.Duplicates;
using SocialConnect.Bench.Finding;
using SocialConnect.Bench.Meaning;

var commands = new Dictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["chat-load"] = ChatLoadCommand.RunAsync,
    ["collect"] = CollectCommand.RunAsync,
    ["crawl"] = CrawlCommand.RunAsync,
    ["classification"] = ClassificationCommand.RunAsync,
    ["content"] = ContentCommand.RunAsync,
    ["desk-kills"] = DeskKillsCommand.RunAsync,
    ["duplicates"] = DuplicatesCommand.RunAsync,
    ["embeddings"] = CatalogueModelCommand.RunAsync,
    ["expected-questions"] = ExpectedQuestionsCommand.RunAsync,
    ["fleet"] = FleetCommand.RunAsync,
    ["finder"] = FinderCommand.RunAsync,
    ["propose"] = ProposeCommand.RunAsync,
    ["retrieval"] = RetrievalCommand.RunAsync,
    ["robots"] = RobotsCommand.RunAsync,
    ["search"] = SearchCommand.RunAsync,
    ["oracle"] = OracleCommand.RunAsync,
    ["swap"] = SwapCommand.RunAsync,
    ["tags"] = TagsCommand.RunAsync,
    ["tune"] = TuneCommand.RunAsync,
    ["hostile"] = HostileCommand.RunAsync,
    ["suggest"] = SuggestCommand.RunAsync,
    ["visit-kills"] = VisitKillsCommand.RunAsync,
    ["vectors"] = VectorsCommand.RunAsync,
};

if (args.Length == 0 || !commands.TryGetValue(args[0], out var command))
{
    Console.Error.WriteLine($"usage: bench {string.Join('|', commands.Keys)} [options]   (docs/measurements.md)");
    return 2;
}

try
{
    await command(args[1..]);
    return 0;
}
catch (UsageException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
