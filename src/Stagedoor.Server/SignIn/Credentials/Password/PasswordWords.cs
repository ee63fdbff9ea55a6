using Stagedoor.Pages;

namespace Stagedoor.Server.SignIn.Credentials.Password;

/// <summary>What is said of passwords wherever one is set.</summary>
public static class PasswordWords
{
    private static readonly Texts texts = Texts.Beside<PasswordSignIn>();

    /// <summary>Stands below the field: how to choose one, without a lecture.</summary>
    public static string Hint => texts.Format("Hint", PasswordRules.Shortest);

    /// <summary>Why one cannot be taken.</summary>
    public static string Of(PasswordProblem problem) => texts.Format(problem.ToString(), PasswordRules.Shortest);
}
