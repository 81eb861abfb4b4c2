using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace KB.Tests.House;

/// <summary>The public face of a namespace as text, one line a type or member, in an order that does not change.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Types that others can see, each with its members behind <c>Type.</c>.</summary>
    public static IEnumerable<string> Lines(Assembly assembly, string space) => assembly.GetExportedTypes()
        .Where(type => type.Namespace == space || type.Namespace!.StartsWith(space + ".", StringComparison.Ordinal))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Select(member => $"{Name(type)}.{member}").Prepend(Head(type)));

    private static string Head(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        return $"{kind} {type.Namespace}.{Name(type)}{(type.BaseType is { } parent && parent != typeof(object) && type.IsClass ? $" : {Name(parent)}" : "")}";
    }

    /// <summary>What was written; not what the compiler adds to a record or an enum.</summary>
    private static IEnumerable<string> Members(Type type)
    {
        var nullability = new NullabilityInfoContext();
        string Typed(Type named, NullabilityInfo info) => Name(named, info);
        string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
            $"{Typed(parameter.ParameterType, nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")}"));

        foreach (MemberInfo member in type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute))))
        {
            string? line = member switch
            {
                FieldInfo { IsPublic: true, IsSpecialName: false } field when type.IsEnum => $"{field.Name} = {field.GetRawConstantValue()}",
                FieldInfo { IsPublic: true } field when !type.IsEnum => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Typed(field.FieldType, nullability.Create(field))} {field.Name}",
                PropertyInfo property when Seen(property.GetMethod) || Seen(property.SetMethod) =>
                    $"{Static(property.GetMethod ?? property.SetMethod)}{Typed(property.PropertyType, nullability.Create(property))} {property.Name} {{ {Accessors(property)}}}",
                ConstructorInfo { IsStatic: false } constructor when Seen(constructor) => $"new({Parameters(constructor)})",
                MethodInfo { IsSpecialName: false } method when Seen(method) && !IsOfObject(method) =>
                    $"{Static(method)}{Typed(method.ReturnType, nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})",
                _ => null,
            };
            if (line is not null)
            {
                yield return line;
            }
        }
    }

    private static bool Seen(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static bool IsOfObject(MethodInfo method) => method.GetBaseDefinition().DeclaringType == typeof(object);

    private static string Static(MethodBase? method) => method is { IsStatic: true } ? "static " : "";

    private static string Accessors(PropertyInfo property)
    {
        var text = new StringBuilder();
        text.Append(Seen(property.GetMethod) ? "get; " : "");
        bool init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? false;
        return text.Append(Seen(property.SetMethod) ? init ? "init; " : "set; " : "").ToString();
    }

    /// <summary>A type as C# writes it, <c>?</c> where null may stand.</summary>
    public static string Name(Type type, NullabilityInfo? info = null)
    {
        string mark = info is { ReadState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return $"{Name(inner)}?";
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!, info?.ElementType)}[]{mark}";
        }

        string name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        string arguments = string.Join(", ", type.GetGenericArguments().Select((argument, at) => Name(argument, info?.GenericTypeArguments.ElementAtOrDefault(at))));
        return type.IsGenericType ? $"{name.Split('`')[0]}<{arguments}>{mark}" : $"{name}{mark}";
    }
}
