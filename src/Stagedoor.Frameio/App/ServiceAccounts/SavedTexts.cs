using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;

namespace Stagedoor.Frameio.App.ServiceAccounts;

/// <summary>What a person reads of a change that was not made.</summary>
internal static class SavedTexts
{
    private static readonly Texts texts = Texts.Beside<EditPage>();

    public static string Of(Saved saved) => texts["Problem." + saved];

    /// <summary>The field that it is about.</summary>
    public static string? FieldOf(Saved saved) => saved switch
    {
        Saved.NameTaken or Saved.NameRefused => "name",
        Saved.DescriptionRefused => "description",
        Saved.OwnerUnknown => "owner",
        Saved.RoleRefused => "role",
        Saved.NoPicture or Saved.PictureTooLarge => "picture",
        _ => null,
    };

    public static int StatusOf(Saved saved) => saved switch
    {
        Saved.ChangedMeanwhile => StatusCodes.Status409Conflict,
        Saved.Busy => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>The version that a form was shown with; none is like an old one.</summary>
    public static long Version(PageForm form) => long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
