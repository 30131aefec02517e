using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Models;

/// <summary>Which embedding model search uses, how far the next one is, and the way back.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class ModelsModel(EmbeddingModelStore models, ActiveEmbedding active) : PageModel
{
    public IReadOnlyList<EmbeddingModel> All { get; private set; } = [];

    public (int Filled, int Published) Progress { get; private set; }

    /// <summary>What went wrong with the last question; words alone are searched meanwhile.</summary>
    public string? Failure => active.LastFailure;

    public bool CanGoBack => All.Any(model => model is { IsActive: false, IsNext: false }) && !All.Any(model => model.IsNext);

    public static string ProviderLabel(string provider) => provider switch
    {
        LatentEmbedder.Provider => "appris sur le catalogue",
        Catalog.Embeddings.Onnx.OnnxEmbedder.Provider => "fichier local",
        Catalog.Embeddings.OpenAI.OpenAIEmbedder.Provider => "service distant",
        _ => provider,
    };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        All = await models.ListAsync(cancellationToken);
        Progress = await models.CountFilledAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostBackAsync(CancellationToken cancellationToken)
    {
        if (await models.GoBackAsync(cancellationToken) is null)
        {
            ModelState.AddModelError("", "Il n’y a pas de modèle précédent auquel revenir.");
            await OnGetAsync(cancellationToken);
            return Page();
        }

        return RedirectToPage();
    }
}
