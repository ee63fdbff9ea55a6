namespace Stagedoor.Protocol.OpenId;

/// <summary>What the prompt parameter asks for, OIDC Core §3.1.2.1.</summary>
[Flags]
public enum Prompts
{
    Unset = 0,
    None = 1,
    Login = 2,
    Consent = 4,
    SelectAccount = 8,
}

/// <summary>Reads the prompt parameter, OIDC Core §3.1.2.1.</summary>
public static class Prompt
{
    /// <summary>The flags, or null when a value is unknown or <c>none</c> is joined with another.</summary>
    public static Prompts? Parse(string? text)
    {
        var prompts = Prompts.Unset;
        foreach (var value in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var flag = value switch
            {
                "none" => Prompts.None,
                "login" => Prompts.Login,
                "consent" => Prompts.Consent,
                "select_account" => Prompts.SelectAccount,
                _ => Prompts.Unset,
            };
            if (flag == Prompts.Unset) return null;
            prompts |= flag;
        }

        return prompts.HasFlag(Prompts.None) && prompts != Prompts.None ? null : prompts;
    }
}
