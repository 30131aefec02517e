using Microsoft.SemanticKernel;

namespace SocialConnect.Portal.Finder.Prompts;

/// <summary>The templates beside this file, read once. README.md there says why they are as they are.</summary>
internal static class PromptTexts
{
    public static IPromptTemplate System { get; } = Read("system");

    public static IPromptTemplate Search { get; } = Read("search");

    public static IPromptTemplate Prose { get; } = Read("prose");

    // A variable is put in as it is: each prompt becomes one message of a chat history, where nothing is parsed again.
    private static IPromptTemplate Read(string name)
    {
        using var file = new StreamReader(typeof(PromptTexts).Assembly.GetManifestResourceStream($"SocialConnect.Portal.Finder.Prompts.{name}.txt")!);
        return new KernelPromptTemplateFactory { AllowDangerouslySetContent = true }.Create(new PromptTemplateConfig(file.ReadToEnd()) { AllowDangerouslySetContent = true });
    }
}
